package org.coapsms.simulator.smsc.interop;

/** The simulated SMSC and the client of npm's smpp 0.6.0-rc.4. */
class NodeSmppEsmeTest extends OtherEsmeContract {
  @Override
  OtherEsme bound(int port) throws Exception {
    return NodeSmppEsme.bound(port);
  }
}
