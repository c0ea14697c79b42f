import { openDisplay } from '#lib/display/open-display.server.ts';
import type { WallCard, WallMeta } from '#lib/feeds/wall.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = (event) => openDisplay<WallCard, WallMeta>(event, 'wall');
