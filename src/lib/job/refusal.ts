export type { CommandCode as RefusalCode, CommandRefusal as Refusal } from '../model/refusal.ts';
