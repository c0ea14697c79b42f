import type { ImportColumn } from '../model/import-column.ts';

/**
 * Every column that is read, and the headers that mean it: simplified, lower case, without spaces, signs or
 * anything in brackets. Where a file has several of one field, the one named earlier here is taken: a 工单号
 * before a mere 单号. A bare 交车时间 is not here: see `handedOver`.
 */
export const headerWords = {
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
		'联系电话 联络电话 连络电话 客户电话 客户手机 客户手机号 客户联系电话 车主电话 车主手机 车主手机号 送修人电话 ' +
		'送修人手机 联系人电话 联系人手机 联系手机 手机号码 手机号 手机 移动电话 行动电话 电话号码 联系方式 电话 ' +
		'phonenumber phoneno phone mobilenumber mobileno mobilephone mobile cellphone cell telephonenumber ' +
		'telephoneno telephone telno tel customerphone customermobile contactphone contactnumber',
	advisor:
		'服务顾问 服务顾问姓名 维修顾问 服务专员 业务接待 服务接待 前台接待 接待专员 接待员 接待人 接待 接车人 接车员 ' +
		'顾问 顾问姓名 serviceadvisor serviceadviser advisor adviser servicewriter receptionist sa',
	workType:
		'维修类型 维修类别 维修性质 修理类别 业务类型 业务类别 工单类型 工单类别 服务类型 服务类别 作业类别 委托类型 类型 类别 ' +
		'worktype repairtype servicetype jobtype ordertype rotype type category',
	work:
		'维修项目 维修项目名称 维修内容 作业项目 作业内容 施工项目 服务项目 工作内容 报修内容 报修项目 客户报修 客户描述 故障描述 ' +
		'故障现象 项目名称 项目 内容 ' +
		'work workdescription descriptionofwork workrequested jobdescription description operations operation tasks task ' +
		'repairitems items complaint concern service job',
	standardHours:
		'标准工时 标准工时数 额定工时 计划工时 预计工时 维修工时 项目工时 工时数 总工时 工时 ' +
		'standardhours standardtime stdhours flatratehours flathours plannedhours estimatedhours labourhours ' +
		'laborhours bookhours soldhours hours frt',
	bookedAt:
		'预约时间 预约进厂时间 预约到厂时间 预约到店时间 预约进店时间 预约进站时间 预约日期时间 预约日期 预约进厂日期 ' +
		'预约到店日期 bookedat bookedfor bookedtime booked bookingtime bookingdate booking appointmenttime ' +
		'appointmentdate appointment',
	arrivedAt:
		'进厂时间 进店时间 进站时间 入厂时间 到厂时间 到店时间 来店时间 接车时间 报到时间 进厂日期 进店日期 进站日期 入厂日期 ' +
		'到厂日期 到店日期 来店日期 接车日期 开单时间 开单日期 ' +
		'arrivedat arrivaltime arrivaldate arrived arrival checkedinat checkedin checkintime checkindate checkin ' +
		'receivedat received timein datein',
	promise:
		'约定交车时间 预计交车时间 承诺交车时间 预定交车时间 预交车时间 约定交车日期 预计交车日期 承诺交车日期 预定交车日期 ' +
		'预交车日期 承诺时间 承诺日期 约定交车 预计交车 预定交车 预交时间 预交日期 约定取车时间 预计取车时间 约定完工时间 ' +
		'预计完工时间 预计完工日期 预计出厂时间 预计出厂日期 ' +
		'promisedat promisedtime promiseddate promiseddelivery promiseddeliverytime promised promisetime ' +
		'promisedate promise timepromised datepromised expecteddelivery expecteddeliverytime estimateddelivery ' +
		'estimateddeliverytime expectedcompletion estimatedcompletion estimatedcompletiontime dueat duetime ' +
		'duedate due readyby pickuptime',
	waiting:
		'在店等待 是否在店等待 在店等候 是否在店等候 现场等候 是否现场等候 现场等待 客户等待 是否等待 在店 等待 ' +
		'waiting customerwaiting iswaiting waitingonsite waitonsite waits waiter',
	technician:
		'维修技师 主修技师 主修人 主修 技师 技师姓名 维修工 维修人员 维修员 施工人 施工人员 施工技师 派工技师 派工人员 作业人员 ' +
		'师傅 机电技师 technician technicianname assignedtechnician assignedto tech mechanic fitter',
	bay: '维修工位 工位 工位号 工位编号 工位名称 作业工位 施工工位 bay bayno baynumber servicebay workbay stall lift',
	keyTag:
		'钥匙牌号 钥匙牌 钥匙号 钥匙编号 钥匙扣号 钥匙柜号 钥匙 keytag keytagno keytagnumber keyno keynumber key',
	status:
		'工单状态 单据状态 维修状态 施工状态 业务状态 订单状态 委托书状态 车辆状态 进度 当前状态 状态 ' +
		'orderstatus workorderstatus rostatus jobstatus repairstatus status',
	closed:
		'结算状态 交车状态 出厂状态 作废状态 是否结算 是否已结算 是否交车 是否已交车 是否出厂 是否已出厂 是否作废 是否取消 ' +
		'作废标志 作废标识 作废标记 作废 isclosed closed voided void isdelivered delivered iscancelled cancelled canceled',
	leftAt:
		'实际交车时间 实际交车日期 实际出厂时间 实际出厂日期 出厂时间 出厂日期 离厂时间 离厂日期 离店时间 离店日期 ' +
		'实际取车时间 结算时间 结算日期 结账时间 结账日期 作废时间 作废日期 取消时间 ' +
		'deliveredat deliveredon deliverytime deliverydate handedoverat invoicedat invoicedate closedat closedate dateclosed ' +
		'timeout dateout collectedat cancelledat voidedat',
	note: '备注 备注信息 备注说明 附注 注意事项 特别说明 说明 notes note remarks remark comments comment memo'
} satisfies Record<ImportColumn, string>;

export type { ImportColumn as Field };

/**
 * When the car was in fact handed over, where another column holds the promise; alone it may be either, and is
 * not read.
 */
export const handedOver = /^(?:交车|取车)(?:时间|日期)$/;
