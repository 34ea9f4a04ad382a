// placeholder
import type { FastifyInstance } from "fastify";
import type { WebParts } from "../../parts.ts";
export function registerCompare(_desk: FastifyInstance, _parts: WebParts): void {}
