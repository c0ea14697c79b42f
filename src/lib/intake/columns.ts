import { longestHeader } from './limits.ts';
import { cellText, plainWord } from './text.ts';

/**
 * Every column that is read, and the headers that mean it: simplified, lower case, without spaces, signs or
 * anything in brackets. Where a file has several of one field, the one named earlier here is taken: a 工单号
 * before a mere 单号. A bare 交车时间 is not here: in some exports it is when the car was in fact handed over.
 */
const headers = {
	orderNumber:
		'工单号 工单编号 工单号码 维修工单号 委托书号 委托书编号 委托单号 任务委托书号 施工单号 维修单号 派工单号 接车单号 ' +
		'ro号 ro编号 工单 单据号 单据编号 单号 ' +
		'ordernumber orderno order workordernumber workorderno workorder repairordernumber repairorderno ' +
		'repairorder ronumber rono ro wonumber wono wo jobcardnumber jobcardno jobcard jobnumber jobno',
	plate:
		'车牌号 车牌号码 车牌 牌照号码 牌照号 牌照 号牌号码 号牌 车辆号牌 车辆牌照 车号 ' +
		'platenumber plateno plate numberplate licenseplate licenseplatenumber licenseplateno licenceplate ' +
		'licenceplatenumber licensenumber licenseno license licencenumber licenceno licence ' +
		'registrationnumber registrationno registration regnumber regno reg vehicleregistration vehiclereg ' +
		'vehiclenumber vehicleno',
	vin:
		'vin vin码 vin号 车架号 车架号码 车辆识别代号 车辆识别码 车辆识别代码 识别码 底盘号 底盘号码 车身号码 ' +
		'vinnumber vinno vincode chassisnumber chassisno chassis',
	brand: '品牌 车辆品牌 汽车品牌 厂牌 brand make manufacturer carmake vehiclemake',
	model:
		'车型 车型名称 车辆型号 车款 车系 车种 型号 model modelname carmodel vehiclemodel series vehicle car',
	colour: '颜色 车身颜色 外观颜色 车辆颜色 车色 colour color bodycolour bodycolor',
	customerName:
		'客户姓名 客户名称 客户 车主姓名 车主名称 车主 送修人姓名 送修人 联系人姓名 联系人 联络人 姓名 ' +
		'customername customer ownername owner clientname client contactname contactperson contact name',
	phone:
		'联系电话 联络电话 连络电话 客户电话 客户手机 车主电话 车主手机 送修人电话 联系人电话 联系手机 手机号码 手机号 手机 ' +
		'移动电话 行动电话 电话号码 联系方式 电话 ' +
		'phonenumber phoneno phone mobilenumber mobileno mobilephone mobile cellphone cell telephonenumber ' +
		'telephoneno telephone telno tel customerphone contactphone contactnumber',
	advisor:
		'服务顾问 维修顾问 服务专员 业务接待 服务接待 前台接待 接待专员 接待员 接待人 接待 接车人 接车员 顾问 ' +
		'serviceadvisor serviceadviser advisor adviser servicewriter receptionist sa',
	workType:
		'维修类型 维修类别 维修性质 修理类别 业务类型 业务类别 工单类型 工单类别 服务类型 服务类别 作业类别 委托类型 类型 类别 ' +
		'worktype repairtype servicetype jobtype ordertype rotype type category',
	work:
		'维修项目 维修项目名称 维修内容 作业项目 作业内容 施工项目 服务项目 工作内容 报修内容 报修项目 客户报修 客户描述 故障描述 ' +
		'故障现象 项目 内容 ' +
		'work workdescription descriptionofwork workrequested jobdescription description operations operation tasks task ' +
		'repairitems items complaint concern service job',
	standardHours:
		'标准工时 标准工时数 额定工时 计划工时 预计工时 维修工时 工时数 总工时 工时 ' +
		'standardhours standardtime stdhours flatratehours flathours plannedhours estimatedhours labourhours ' +
		'laborhours bookhours soldhours hours frt',
	bookedAt:
		'预约时间 预约进厂时间 预约到厂时间 预约到店时间 预约进店时间 预约进站时间 预约日期时间 预约日期 ' +
		'bookedat bookedfor bookedtime booked bookingtime bookingdate booking appointmenttime appointmentdate ' +
		'appointment',
	arrivedAt:
		'进厂时间 进店时间 进站时间 入厂时间 到厂时间 到店时间 来店时间 接车时间 报到时间 进厂日期 进店日期 到店日期 ' +
		'开单时间 开单日期 ' +
		'arrivedat arrivaltime arrivaldate arrived arrival checkedinat checkedin checkintime checkin ' +
		'receivedat received timein datein',
	promise:
		'约定交车时间 预计交车时间 承诺交车时间 预定交车时间 预交车时间 约定交车日期 预计交车日期 预定交车日期 承诺时间 ' +
		'约定交车 预计交车 预定交车 预交时间 约定取车时间 预计取车时间 约定完工时间 预计完工时间 预计出厂时间 ' +
		'promisedat promisedtime promiseddate promiseddelivery promiseddeliverytime promised promisetime ' +
		'promisedate promise timepromised expecteddelivery expecteddeliverytime estimateddelivery ' +
		'estimateddeliverytime expectedcompletion estimatedcompletion estimatedcompletiontime dueat duetime ' +
		'duedate due readyby pickuptime',
	waiting:
		'在店等待 是否在店等待 在店等候 是否在店等候 现场等候 是否现场等候 现场等待 客户等待 是否等待 在店 等待 ' +
		'waiting customerwaiting iswaiting waitingonsite waitonsite waits waiter',
	note: '备注 备注信息 备注说明 附注 注意事项 特别说明 说明 notes note remarks remark comments comment memo'
};

export type Field = keyof typeof headers;

export const requiredFields: Field[] = ['orderNumber', 'plate'];

const meanings = new Map<string, { field: Field; rank: number }>();
for (const [field, words] of Object.entries(headers) as [Field, string][])
	words.split(' ').forEach((word, rank) => meanings.set(word, { field, rank }));

/** Headers are bounded before they are looked at: a bracket that never closes is searched to the end, at each one. */
const meaning = (header: string) =>
	meanings.get(
		plainWord(header.length > longestHeader ? '' : header)
			.replace(/[([{【〔「].*?[)\]}】〕」]/g, '')
			.replace(/[^a-z0-9一-鿿]/g, '')
	);

export interface Columns {
	/** Where each field stands, from 0. */
	at: Map<Field, number>;
	/** The cells of the header row; what lies to the right of the last one has no name. */
	headers: string[];
	/** Named columns that are not read, as they are written. */
	ignored: string[];
}

/** What the cells of a row mean if it is the header. */
export function recogniseColumns(cells: string[]): Columns {
	const headers = cells.map(cellText);
	while (headers.at(-1) === '') headers.pop();
	const ranks = new Map<Field, number>();
	const at = new Map<Field, number>();
	headers.forEach((header, index) => {
		const { field, rank } = meaning(header) ?? {};
		if (field === undefined || rank === undefined || rank >= (ranks.get(field) ?? Infinity)) return;
		ranks.set(field, rank);
		at.set(field, index);
	});
	const used = new Set(at.values());
	return { at, headers, ignored: headers.filter((header, index) => header !== '' && !used.has(index)) };
}
