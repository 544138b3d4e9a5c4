// A unified sign-on for the tests: the library oidc-provider with its own forms, which take every name and password.
// Each line of stdin is a configuration; the last one holds. The issuer is said once on stdout. It ends with stdin.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import Provider from 'oidc-provider';

let answer;
const server = createServer((request, response) => answer(request, response));
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      answer = new Provider(issuer, JSON.parse(line)).callback();
      console.log(issuer);
    })
    .on('close', () => process.exit());
});
