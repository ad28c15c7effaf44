package org.coapsms.carrier.smpp.interop;

/** The carrier and the server of npm's smpp 0.6.0-rc.4. */
class NodeSmppSmscTest extends OtherSmscContract {
  @Override
  OtherSmsc start() throws Exception {
    return NodeSmppSmsc.start();
  }
}
