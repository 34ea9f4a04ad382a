// The rep's side of a stall: the queue, the box, the sign-up sheet, the devices, the end of the day.
import type { FastifyInstance } from "fastify";
import type { WebParts } from "../parts.ts";

/** Registers it. Every route here is in a scope where a stall is known, and for reps alone. */
export function registerRep(_rep: FastifyInstance, _parts: WebParts): void {}
