/**
 * Who acts: a person of the workshop, a machine under its own name, who operates the server, or somebody
 * who did not say who they are.
 */
export interface Actor {
	kind: 'person' | 'customer' | 'import' | 'demo' | 'system' | 'operator' | 'stranger';
	/** The person's id; null for a machine. */
	id: string | null;
	name: string;
}
