import type { Chance } from '../../scripts/demo/chance.ts';
import type { Link } from './link.ts';
import type { Process, Site } from './site.ts';

/** A fault that has begun. */
export interface Fault {
	/** What it occupies: two at once of the same would be one. */
	on: string[];
	/** Milliseconds until it is to be healed. */
	lasts: number;
	/** Ends it. What must hold then beside the rest is told in `wrong`. */
	heal(): Promise<void>;
	wrong?: string;
}

export type Family = 'process' | 'screens' | 'postgres' | 'redis';

/** A way for something to go wrong. */
export interface Kind {
	name: string;
	family: Family;
	/** How often it is drawn, beside the others. */
	weight: number;
	/** How often each process must say that Redis is away: once. Absent: at most once. */
	saidOnce?: true;
	/** Takes up the whole site for long: nothing goes with it. */
	alone?: true;
	/** What it will occupy, to begin only where that is free. */
	plan(site: Site, chance: Chance): { on: string[]; begin(): Promise<Fault> };
}

export const every = (site: Site): string[] => site.processes.map((_, index) => `process ${index}`);

/** A kind that befalls one process. */
export const ofProcess = (
	name: string,
	weight: number,
	begin: (process: Process, chance: Chance, site: Site) => Promise<Omit<Fault, 'on'>>,
	family: Family = 'process'
): Kind => ({
	...{ name, family, weight },
	plan(site, chance) {
		const index = chance.between(0, site.processes.length - 1);
		const on = [`process ${index}`];
		return { on, begin: async () => ({ on, ...(await begin(site.processes[index]!, chance, site)) }) };
	}
});

/** A kind that befalls the links of one process or of all, to PostgreSQL or Redis. */
export const ofLinks = (
	family: 'postgres' | 'redis',
	name: string,
	weight: number,
	begin: (link: Link, chance: Chance) => void,
	[least, most]: [number, number],
	more: Partial<Kind> = {}
): Kind => ({
	...{ name, family, weight, ...more },
	plan(site, chance) {
		const all = family === 'redis' || chance.happens(0.4);
		const index = chance.between(0, site.processes.length - 1);
		const hit = all ? site.processes : [site.processes[index]!];
		const on = family === 'redis' ? ['redis'] : all ? every(site) : [`process ${index}`];
		const links = hit.map((process) => (family === 'redis' ? process.toRedis : process.toDatabase));
		return {
			on,
			async begin() {
				for (const link of links) begin(link, chance);
				const heal = async () => links.forEach((link) => link.heal());
				return { on, lasts: chance.between(least, most), heal };
			}
		};
	}
});

export const ofScreens = (
	name: string,
	weight: number,
	begin: (link: Link, chance: Chance) => void,
	[least, most]: [number, number],
	more: Partial<Kind> = {}
): Kind => ({
	...{ name, family: 'screens', weight, ...more },
	plan: (site, chance) => ({
		on: ['screens'],
		async begin() {
			begin(site.balancer, chance);
			return { on: ['screens'], lasts: chance.between(least, most), heal: async () => site.balancer.heal() };
		}
	})
});

/** The database itself: everything waits for it. */
export const ofPostgres = (
	name: string,
	weight: number,
	begin: (site: Site) => Promise<() => Promise<void>>,
	[least, most]: [number, number],
	more: Partial<Kind> = {}
): Kind => ({
	...{ name, family: 'postgres', weight, ...more },
	plan: (site, chance) => ({
		on: ['postgres'],
		begin: async () => ({
			...{ on: ['postgres'], lasts: chance.between(least, most), heal: await begin(site) }
		})
	})
});
