import { describe, expect, test } from 'vitest';
import { passwordProblem } from './password.server.ts';

const names = ['wang.fang', '王芳', '东郊车间', 'East Gate Motors'];

describe('[PPL3] a password is taken by its length, whatever it consists of', () => {
	test.each([
		'a long pass phrase',
		'my dog eats red shoes',
		'今天下午三点去车间开会吧好不好',
		'修好了的车停在东边第三个工位上',
		'老張的計程車總是星期三來換機油喔',
		'車 檢 完 請 打 給 我 謝 謝 你 喔',
		'849320571628403975',
		'              x k c d 7',
		'😀🚗🔧🏁🍜🎉🐢🌧🎈🧯🍎🧱🚀🎻🥁',
		'ünïcödé ís fíne hére',
		'the car is ready for you',
		'J3-xQ9_vT!m2#Lp8',
		`${'a sentence as long as they come, '.repeat(2)}which ends after one hundred and twenty-eight: no. 7x yet!`
	])('%s', async (password) => expect(await passwordProblem(password, names)).toBeNull());

	test.each([
		['14 letters', 'rusty trombone'.slice(0, 14), 'passwordShort'],
		['15 letters', 'rusty trombones', null],
		['14 of Chinese', '我家门前有一棵老梧桐树很高大', 'passwordShort'],
		['15 of Chinese', '我家门前有一棵老梧桐树很高大呀', null],
		['14 emoji, which are 28 units', '🚗🔧🏁🍜🎉🐢🌧🎈🧯🍎🧱🚀🎻🥁', 'passwordShort'],
		['15 emoji', '😀🚗🔧🏁🍜🎉🐢🌧🎈🧯🍎🧱🚀🎻🥁', null],
		['15 code points that are 14 composed', 'rusty trombonë'.normalize('NFD'), 'passwordShort'],
		['5 ligatures that are 15 letters', 'ﬃﬃﬃﬃﬃ', 'passwordRepeats'],
		['nothing', '', 'passwordShort'],
		['129', 'nine lives '.repeat(12).slice(0, 129), 'passwordLong']
	])('%s', async (_, password, problem) =>
		expect((await passwordProblem(password, names))?.code ?? null).toBe(problem)
	);

	test('128 are not too many, also of emoji', async () => {
		const wheel = [...'😀🚗🔧🏁🍜🎉🐢🌧🎈🧯🍎🧱🚀🎻🥁🦊🪜🧲🍋'];
		const long = Array.from({ length: 128 }, (_, i) => wheel[(i * i + 3 * i) % wheel.length]).join('');
		expect(await passwordProblem(long, names)).toBeNull();
		expect((await passwordProblem(`${long}🚗`, names))?.code).toBe('passwordLong');
	});
});

describe('[PPL4] a password that is tried first is refused', () => {
	test.each([
		['passwordpassword', 'passwordRepeats'],
		['passwordpassword1', 'passwordRepeats'],
		['P@ssw0rdP@ssw0rd', 'passwordRepeats'],
		['111111111111111', 'passwordRepeats'],
		['ａａａａａａａａａａａａａａａ', 'passwordRepeats'],
		['阿阿阿阿阿阿阿阿阿阿阿阿阿阿阿', 'passwordRepeats'],
		['😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀', 'passwordRepeats'],
		['hello hello hello', 'passwordRepeats'],
		['woaini1314woaini1314', 'passwordCommon'],
		['123456789012345', 'passwordRepeats'],
		['abcdefghijklmno', 'passwordRepeats'],
		['qwertyuiopasdfgh', 'passwordCommon'],
		['1q2w3e4r5t6y7u8i', 'passwordCommon'],
		['password1234567890', 'passwordCommon'],
		['correct horse battery staple', 'passwordCommon'],
		['Correct-Horse-Battery-Staple-1', 'passwordCommon'],
		['密码密码密码密码密码密码密码密', 'passwordCommon'],
		['床前明月光，疑是地上霜。举头望明月', 'passwordCommon'],
		['一二三四五六七八九十一二三四五', 'passwordCommon'],
		['好好学习天天向上，身体健康万事如意', 'passwordCommon'],
		['Kanche2026Kanche', 'passwordNames'],
		['Kanche Kanche 2026!', 'passwordNames'],
		['ｋａｎｃｈｅ　ｋａｎｃｈｅ　２０２６', 'passwordNames'],
		['看车看车看车看车看车看车看车看', 'passwordNames'],
		['wang.fangwang.fang', 'passwordNames'],
		['WangFang20261124', 'passwordNames'],
		['kanche-2026-wang.fang', 'passwordNames'],
		['王芳王芳王芳王芳王芳王芳王芳王', 'passwordNames'],
		['东郊车间王芳二〇二六年十一月!!', 'passwordNames'],
		['EastGateMotors2026', 'passwordNames'],
		['Motors of East Gate', 'passwordNames']
	])('%s', async (password, problem) => expect((await passwordProblem(password, names))?.code).toBe(problem));

	test('a name in a sentence is no harm, and a short one is no reason', async () => {
		expect(await passwordProblem('王芳家的猫喜欢睡在汽车引擎盖上', names)).toBeNull();
		expect(await passwordProblem('someone once told me a lie', ['on', 'e', '', '王'])).toBeNull();
	});

	test('and is found out fast, however odd it is', async () => {
		await passwordProblem('a long pass phrase', names);
		const odd = [
			'@4310!'.repeat(21),
			'aA1!'.repeat(32),
			'1'.repeat(128),
			'ab'.repeat(64),
			'19901991'.repeat(16),
			'的'.repeat(128),
			'p@$$w0rd'.repeat(16),
			'!|1lI'.repeat(25)
		];
		for (const password of odd) {
			const begin = performance.now();
			await passwordProblem(password, names);
			expect([password, performance.now() - begin < 1500]).toEqual([password, true]);
		}
	});
});

test('[FUZZ1] the longest password is judged no slower than one of 32 signs', async () => {
	const signs = '7Qz!m2#Lp8x0w_RtJ3-vB5k$dN9^gHfYc';
	const long = Array.from({ length: 128 }, (_, at) => signs[(at * at + 5 * at) % signs.length]).join('');
	await passwordProblem(long, names);
	// Taken in turns, and the quickest of each: the machine may be busy with something else.
	const took = { long: Infinity, short: Infinity };
	for (let round = 0; round < 6; round++) {
		for (const [which, password] of [['long', long] as const, ['short', long.slice(0, 32)] as const]) {
			const start = performance.now();
			await passwordProblem(password, names);
			took[which] = Math.min(took[which], performance.now() - start);
		}
	}
	expect(took.long).toBeLessThan(took.short * 3);
});
