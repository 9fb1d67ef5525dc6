// The entry of the app, and nothing else: see parts/everyone.ts.
import { start } from './app';

void start();
