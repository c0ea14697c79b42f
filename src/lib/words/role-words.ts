import * as m from '#lib/paraglide/messages.js';
import type { Role } from '../model/person.ts';

export const roleWords: Record<Role, () => string> = {
	owner: m.job_role_owner,
	manager: m.job_role_manager,
	foreman: m.job_role_foreman,
	advisor: m.job_role_advisor,
	technician: m.job_role_technician,
	inspector: m.job_role_inspector,
	parts: m.job_role_parts,
	viewer: m.job_role_viewer
};
