// How a device becomes part of a hosted stall.
import type { FastifyInstance } from "fastify";
import type { WebParts } from "../parts.ts";

/** Registers `POST /stall/pair`. */
export function registerPair(_scope: FastifyInstance, _parts: WebParts): void {}
