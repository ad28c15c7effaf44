package org.coapsms.simulator.smsc.interop;

/** The simulated SMSC and the client of ch-smpp 5.0.9. */
class ChSmppEsmeTest extends OtherEsmeContract {
  @Override
  OtherEsme bound(int port) throws Exception {
    return new ChSmppEsme(port);
  }
}
