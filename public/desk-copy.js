// The button at the desk that copies the link to a preview.
// @ts-check
import { enhanceCopy } from "./copy.js";

enhanceCopy(document);
