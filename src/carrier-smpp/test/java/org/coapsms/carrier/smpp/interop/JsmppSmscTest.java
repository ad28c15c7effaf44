package org.coapsms.carrier.smpp.interop;

/** The carrier and the server of jsmpp 3.0.2. */
class JsmppSmscTest extends OtherSmscContract {
  @Override
  OtherSmsc start() throws Exception {
    return new JsmppSmsc();
  }
}
