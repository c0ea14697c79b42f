import type { ModelDatabase } from './database.testing.ts';
import type { History } from './history.testing.ts';
import type { Product } from './product.testing.ts';
import type { Random } from './random.testing.ts';
import type { Time } from './time.testing.ts';
import type { Trace } from './trace.testing.ts';
import type { ModelWord } from './word.testing.ts';

/** What everything simulated stands in. */
export interface Surroundings {
	product: Product;
	time: Time;
	random: Random;
	trace: Trace;
	database: ModelDatabase;
	word: ModelWord;
	history: History;
}
