export interface Bay {
	id: string;
	name: string;
	position: number;
	hidden: boolean;
}
