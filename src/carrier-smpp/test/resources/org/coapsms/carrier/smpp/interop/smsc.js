// An SMSC on npm's smpp. Takes orders on standard input and tells on standard output, a line each.
const smpp = require('smpp');
const readline = require('readline');

const PHONE = {source_addr_ton: 1, source_addr_npi: 1, source_addr: '491701234567'};
const US = {dest_addr_ton: 0, dest_addr_npi: 1, destination_addr: '10000'};
let bound;
let messageId = '1';

const tell = (...words) => process.stdout.write(words.join(' ') + '\n');

// The library cuts a user data header into its elements; with their length and the rest they are
// what was sent.
function octets({udh, message}) {
  if (!udh) {
    return message.toString('hex');
  }
  const elements = Buffer.concat(udh);
  return Buffer.concat([Buffer.from([elements.length]), elements, message]).toString('hex');
}

const server = smpp.createServer({}, session => {
  session.on('error', () => session.destroy());
  session.on('bind_transceiver', pdu => {
    bound = session;
    session.send(pdu.response({system_id: 'node'}));
    tell('bound', pdu.system_id, pdu.password);
  });
  session.on('submit_sm', pdu => {
    tell('submitted', pdu.source_addr, pdu.destination_addr, pdu.esm_class, pdu.data_coding,
      pdu.registered_delivery, octets(pdu.short_message));
    session.send(pdu.response({message_id: messageId}));
  });
  session.on('enquire_link', pdu => session.send(pdu.response()));
  session.on('unbind', pdu => {
    session.send(pdu.response());
    tell('unbound');
  });
});

function deliver(esmClass, shortMessage, tlvs) {
  bound.deliver_sm(
    {...PHONE, ...US, esm_class: esmClass, data_coding: 4, short_message: shortMessage, ...tlvs},
    answer => tell('delivered', answer.command_status));
}

readline.createInterface({input: process.stdin}).on('line', line => {
  const [order, first, second] = line.split(' ');
  if (order === 'id') {
    messageId = first;
    tell('id', first);
  } else if (order === 'receipt') {
    const text = `id:${first} sub:001 dlvrd:001 submit date:7001010000 done date:7001010000 ` +
      'stat:DELIVRD err:000 text:-';
    deliver(4, Buffer.from(text), {receipted_message_id: first, message_state: 2});
  } else if (order === 'deliver') {
    deliver(Number(first), Buffer.from(second, 'hex'), {});
  } else if (order === 'enquire') {
    bound.enquire_link({}, answer => tell('enquired', answer.command_status));
  }
}).on('close', () => process.exit(0));

server.listen(0, '127.0.0.1', () => tell('listening', server.address().port));
