import { DAY } from '../../src/lib/model/moments.ts';
/* One invented day of a workshop in Zhengzhou, as the files beside this one hold it. */

export const timeZone = 'Asia/Shanghai';

/** Moments are wall-clock time, '' where there is none. */
export interface DayOrder {
	orderNumber: string;
	bookedAt: string;
	arrivedAt: string;
	promise: string;
	plate: string;
	vin: string;
	brand: string;
	model: string;
	colour: string;
	customerName: string;
	phone: string;
	advisor: string;
	workType: string;
	work: string;
	standardHours: number | null;
	waiting: boolean;
	note: string;
}

const order = (
	[orderNumber, bookedAt, arrivedAt, promise]: [string, string, string, string],
	[plate, vin, brand, model, colour]: [string, string, string, string, string],
	[customerName, phone, advisor]: [string, string, string],
	[workType, work, standardHours]: [string, string, number | null],
	waiting: boolean,
	note = ''
): DayOrder => ({
	orderNumber,
	bookedAt,
	arrivedAt,
	promise,
	plate,
	vin,
	brand,
	model,
	colour,
	customerName,
	phone,
	advisor,
	workType,
	work,
	standardHours,
	waiting,
	note
});

/** @param date YYYY-MM-DD: a moment far from now is a mistake, so a file that a server reads is of today. */
export function dayOn(date: string): DayOrder[] {
	const on = (time: string) => `${date} ${time}`;
	const later = new Date(Date.parse(date) + 2 * DAY).toISOString().slice(0, 10);
	const inTwoDays = (time: string) => `${later} ${time}`;
	return [
		order(
			['WT-2611-0101', on('08:00'), on('07:52'), on('10:30')],
			['豫A7Q21M', 'LTESTAB12CD345601', '晨风', '星途', '白'],
			['田晓禾', '13500000101', '罗一鸣'],
			['保养', '小保养：更换机油、机滤', 0.8],
			true
		),
		order(
			['WT-2611-0102', '', on('08:05'), on('12:00')],
			['豫AD60218', 'LTESTAB12CD345602', '晨风', '云帆EV', '珠光白'],
			['施若琳', '13500000102', '罗一鸣'],
			['一般维修', '充电口盖不弹起，检查', 1.5],
			false,
			'旧件带走'
		),
		order(
			['WT-2611-0103', on('08:30'), on('08:31'), inTwoDays('16:00')],
			['豫V3K55D', 'LTESTAB12CD345603', '北麓', '远山', '深空灰'],
			['欧阳子墨', '13500000103', '丁宁'],
			['事故车', '左前门、翼子板钣金喷漆', 9],
			false,
			'保险公司下午来定损'
		),
		order(
			['WT-2611-0104', '', on('08:44'), on('11:15')],
			['京N4H20T', 'LTESTAB12CD345604', '北麓', '轻舟', '红'],
			['章凯', '13500000104', '丁宁'],
			['保养', '大保养：机油三滤、火花塞', 2],
			true,
			'客户说"异响像小鸟叫"'
		),
		order(
			['WT-2611-0105', on('09:00'), on('09:02'), on('15:30')],
			['沪BD07713', 'LTESTAB12CD345605', '晨风', '云帆EV', '蓝'],
			['Müller, Jörg', '+86 135 0000 0105', '罗一鸣'],
			['保修索赔', '电机控制器软件升级', 1.25],
			false,
			'英语沟通; 先发短信'
		),
		order(
			['WT-2611-0106', on('09:30'), '', on('17:45')],
			['豫A0817警', 'LTESTAB12CD345606', '北麓', '远山', '黑'],
			['某单位', '037100000106', '丁宁'],
			['一般维修', '空调不制冷，检修；\n加注冷媒，查漏', 2.4],
			false,
			'车队车，\n签字找队长'
		),
		order(
			['WT-2611-0107', '', on('09:58'), on('13:00')],
			['ABC-1234', '', '', '旅行车', ''],
			['林怡君', '13500000107', '罗一鸣'],
			['年检', '代办年检、尾气检测', 1.5],
			true
		),
		order(
			['WT-2611-0108', '', on('10:20'), on('11:50')],
			['豫A55K08', 'LTESTAB12CD345608', '晨风', '星途', '香槟金'],
			['贺知秋', '13500000108', '丁宁'],
			['召回', '更换安全气囊气体发生器', 1.2],
			true
		),
		order(
			['WT-2611-0109', '', on('13:10'), ''],
			['豫A9F33挂', 'LTESTAB12CD345609', '', '', ''],
			['', '', ''],
			['其他', '', null],
			false
		),
		order(
			['WT-2611-0110', on('14:00'), on('13:55'), on('15:45')],
			['粤Z1234港', 'LTESTAB12CD345610', '北麓', '轻舟', '银灰'],
			['𠮷田光', '13500000110', '罗一鸣'],
			['新车PDI', '新车交付前检查(PDI)', 1],
			false,
			'=SUM(A1:A3) 是客户写的'
		)
	];
}

/** The day that the files beside this one hold. */
export const storedDate = '2026-11-23';
export const day = dayOn(storedDate);
