// node pli.mjs FILE: pages fold texts as the program does. FILE holds pairs: a text, and
// what the program folds it to.
import { readFileSync } from 'node:fs';
import { fold } from '../../../../assets/lib/fold.js';
import { finding } from './lib.mjs';

const pairs = JSON.parse(readFileSync(process.argv[2], 'utf8'));
for (const [text, wanted] of pairs) {
  if (/[\p{Cn}\p{Mc}]/u.test(text)) continue; // Unicode is older, or younger, here
  const got = fold(text);
  if (got !== wanted) finding('', 'fold', `« ${text} », U+${text.codePointAt(0).toString(16)}, is « ${got} », not « ${wanted} »`);
}
process.stderr.write(`${pairs.length} texts\n`);
