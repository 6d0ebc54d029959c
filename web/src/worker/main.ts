// The worker: one engine, one package. It says everything with messages and decides nothing.
import { serve } from "./serve.ts";

serve();
