import { openFile } from './_files.ts';
import { describeStorage } from './contract.ts';

describeStorage('the store on SQLite', openFile);
