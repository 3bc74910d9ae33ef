// What a page with a histogram loads: the history, which has no chart, needs nothing else.
import { startBrush } from "./brush";

startBrush();
