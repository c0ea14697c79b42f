import { openDisplay } from '#lib/display/open-display.server.ts';
import type { LoungeCard, LoungeMeta } from '#lib/feeds/lounge.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = (event) => openDisplay<LoungeCard, LoungeMeta>(event, 'lounge');
