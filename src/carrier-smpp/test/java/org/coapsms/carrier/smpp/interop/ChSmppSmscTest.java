package org.coapsms.carrier.smpp.interop;

/** The carrier and the server of ch-smpp 5.0.9. */
class ChSmppSmscTest extends OtherSmscContract {
  @Override
  OtherSmsc start() throws Exception {
    return new ChSmppSmsc();
  }
}
