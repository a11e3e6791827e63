// node data.mjs SITE: readers of other hands read the data that a site publishes:
// the Data Package with its tables and their schemas, and the notice for catalogues.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import datapackage from 'datapackage';
import jsonld from 'jsonld';
import { finding } from './lib.mjs';

const folder = join(process.argv[2], 'donnees');
const complain = (file, rule, message) => finding(`/donnees/${file}`, rule, message);
const text = (file) => readFileSync(join(folder, file));
const hash = (file) => createHash('sha256').update(text(file)).digest('hex');

const all = await datapackage.Package.load(join(folder, 'datapackage.json'), { basePath: folder });
for (const error of all.errors) complain('datapackage.json', 'package', String(error));
const listed = new Set();
for (const resource of all.resources) {
  const { path, bytes, hash: sum } = resource.descriptor;
  listed.add(path);
  if (bytes !== text(path).length || sum !== `sha256:${hash(path)}`) complain(path, 'digest', 'the package gives another size or digest');
  if (!resource.tabular) continue;
  if (!resource.schema?.valid) complain(resource.name, 'schema', String(resource.schema?.errors));
  try {
    const rows = await resource.read({ keyed: true, relations: true });
    const lines = text(path).toString('utf8').split('\r\n').length - 2; // a header and an end; cells of the site hold no line breaks
    if (rows.length !== lines) complain(path, 'rows', `${rows.length} rows in ${lines} lines`);
  } catch (error) {
    complain(path, 'table', [error, ...error.errors ?? []].slice(0, 3).map(String).join(' '));
  }
}
for (const file of readdirSync(folder)) {
  if (/\.(csv|json)$/.test(file) && !file.includes('schema') && file !== 'datapackage.json' && !listed.has(file)) complain(file, 'package', 'the package does not list it');
}

// The notice, as RDF: its context stands in it, so nothing is fetched.
const [dcat, dct, spdx] = ['http://www.w3.org/ns/dcat#', 'http://purl.org/dc/terms/', 'http://spdx.org/rdf/terms#'];
const graph = await jsonld.expand(JSON.parse(text('catalogue.jsonld')), { documentLoader: (url) => { throw new Error(`${url} is asked for`); } });
const kind = (type) => graph.filter((node) => node['@type']?.includes(dcat + type));
const [catalogue, set] = [kind('Catalog'), kind('Dataset')].map((nodes) => nodes.length === 1 ? nodes[0] : complain('catalogue.jsonld', 'dcat', `${nodes.length} nodes of a kind`));
// What DCAT-AP 3 wants of each, and what it recommends that a roadmap has.
for (const [node, names] of [[catalogue, [`${dct}title`, `${dct}description`, `${dct}publisher`, `${dcat}dataset`]],
  [set, [`${dct}title`, `${dct}description`, `${dct}publisher`, `${dcat}distribution`, `${dcat}theme`, `${dct}temporal`, `${dct}accrualPeriodicity`]]]) {
  for (const name of names) if (!node?.[name]?.length) complain('catalogue.jsonld', 'dcat', `no ${name}`);
}
const parts = kind('Distribution');
if (parts.length !== listed.size) complain('catalogue.jsonld', 'dcat', `${parts.length} distributions of ${listed.size} files`);
for (const part of parts) {
  const url = part[`${dcat}downloadURL`]?.[0]['@id'] ?? '';
  const file = url.slice(url.lastIndexOf('/') + 1);
  if (!listed.has(file)) complain('catalogue.jsonld', 'dcat', `${url} is no file of the package`);
  else if (part[`${spdx}checksum`]?.[0][`${spdx}checksumValue`]?.[0]['@value'] !== hash(file) || part[`${dcat}byteSize`]?.[0]['@value'] !== String(text(file).length)) {
    complain('catalogue.jsonld', 'dcat', `another size or digest of ${file}`);
  }
}
process.stderr.write(`${listed.size} files, ${parts.length} distributions\n`);
