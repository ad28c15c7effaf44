// An ESME on npm's smpp; its argument is the port. Takes orders on standard input and tells on
// standard output, a line each.
const smpp = require('smpp');
const readline = require('readline');

const tell = (...words) => process.stdout.write(words.join(' ') + '\n');

// The library cuts a user data header into its elements; with their length and the rest they are
// what was sent. It makes text of what is not 8-bit data.
function octets({udh, message}) {
  const rest = Buffer.isBuffer(message) ? message : Buffer.from(message, 'latin1');
  if (!udh) {
    return rest.toString('hex');
  }
  const elements = Buffer.concat(udh);
  return Buffer.concat([Buffer.from([elements.length]), elements, rest]).toString('hex');
}

const session = smpp.connect({host: '127.0.0.1', port: Number(process.argv[1])}, () =>
  session.bind_transceiver({system_id: 'other', password: 'secret'},
    answer => tell('bound', answer.command_status)));
session.on('error', () => process.exit(1));
session.on('enquire_link', pdu => session.send(pdu.response()));
session.on('deliver_sm', pdu => {
  session.send(pdu.response());
  tell('delivered', pdu.source_addr, pdu.destination_addr, pdu.esm_class, pdu.data_coding,
    octets(pdu.short_message));
});

readline.createInterface({input: process.stdin}).on('line', line => {
  const [order, to, esmClass, hex] = line.split(' ');
  if (order === 'submit') {
    session.submit_sm({
      dest_addr_ton: 1,
      dest_addr_npi: 1,
      destination_addr: to,
      esm_class: Number(esmClass),
      data_coding: 4,
      registered_delivery: 1,
      short_message: Buffer.from(hex, 'hex'),
    }, answer => tell('answered', answer.command_status, answer.message_id));
  } else if (order === 'enquire') {
    session.enquire_link({}, answer => tell('enquired', answer.command_status));
  } else if (order === 'unbind') {
    session.unbind({}, answer => tell('unbound', answer.command_status));
  }
}).on('close', () => process.exit(0));
