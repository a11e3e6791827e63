// node warc.mjs WARC CDXJ: a WARC reader of other hands reads every record, and
// finds each where the index says it is.
import { createReadStream, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { WARCParser } from 'warcio';
import { createHash } from 'node:crypto';
import { finding } from './lib.mjs';

const [file, index] = process.argv.slice(2);
const bytes = readFileSync(file);
const lines = readFileSync(index, 'utf8').trimEnd().split('\n');
if (lines.join('\n') !== [...lines].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).join('\n')) finding(index, 'order', 'not sorted by bytes');
const captures = new Map(lines.map((line) => {
  const [key, stamp, ...json] = line.split(' ');
  if (!/^[a-z0-9,.-]+(:\d+)?\)\//.test(key) || !/^\d{14}$/.test(stamp)) finding(index, 'key', line);
  return JSON.parse(json.join(' '));
}).map((capture) => [capture.url, capture]));

const base32 = (data) => {
  let bits = '', out = '';
  for (const byte of data) bits += byte.toString(2).padStart(8, '0');
  for (let i = 0; i < bits.length; i += 5) out += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[parseInt(bits.slice(i, i + 5).padEnd(5, '0'), 2)];
  return out.padEnd(Math.ceil(out.length / 8) * 8, '=');
};

const parser = new WARCParser(createReadStream(file));
const ids = new Set();
let records = 0;
for await (const record of parser) {
  const content = await record.readFully(false);
  const url = record.warcTargetURI ?? '';
  const field = (name) => record.warcHeader(name);
  records++;
  if (ids.has(field('WARC-Record-ID'))) finding(url, 'id', 'two records have one identifier');
  ids.add(field('WARC-Record-ID'));
  const digest = `sha256:${base32(createHash('sha256').update(content ?? '').digest())}`;
  const told = [field('WARC-Block-Digest'), record.warcType === 'resource' && field('WARC-Payload-Digest')].filter(Boolean);
  if (record.warcType === 'revisit' ? content?.length : told.length === 0 || told.some((one) => one !== digest)) finding(url, 'digest', `${told}, not ${digest}`);
  if (record.warcType === 'warcinfo') continue;
  const capture = captures.get(url);
  captures.delete(url);
  if (!capture) {
    finding(url, 'index', 'the index does not know it');
    continue;
  }
  if (capture.digest !== record.warcPayloadDigest) finding(url, 'index', 'another digest');
  // One record alone, cut out where the index says.
  const from = Number(capture.offset);
  const part = bytes.subarray(from, from + Number(capture.length));
  const alone = await new WARCParser(Readable.from([part])).parse();
  if (alone?.warcTargetURI !== url || alone.warcHeader('WARC-Record-ID') !== field('WARC-Record-ID')) finding(url, 'offset', `the index leads to ${alone?.warcTargetURI}`);
}
for (const url of captures.keys()) finding(url, 'index', 'the WARC has no such record');
process.stderr.write(`${records} records\n`);
