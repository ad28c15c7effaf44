package org.coapsms.carrier.smpp.interop;

import org.coapsms.codec.Bytes;

/** An SMSC that is not ours, listening on loopback, with one carrier bound to it. */
interface OtherSmsc extends AutoCloseable {
  /** A submit_sm, as that SMSC has read it. */
  record Submitted(
      String from,
      String to,
      int esmClass,
      int dataCoding,
      int registeredDelivery,
      Bytes shortMessage) {}

  /** The subscriber in every story. */
  String PHONE = "491701234567";

  int port();

  /** The system id and password of the bind that it has accepted. */
  String bound() throws Exception;

  /** The next submit_sm that it has accepted. */
  Submitted submitted() throws Exception;

  /** Accepts whatever is submitted from now on under this id. */
  void givesId(String messageId) throws Exception;

  /** Delivers a receipt in its own wording, and waits for the answer: its command_status. */
  int deliversReceipt(String messageId) throws Exception;

  /** Delivers 8-bit data from the phone, and waits for the answer: its command_status. */
  int delivers(int esmClass, Bytes shortMessage) throws Exception;

  /** Asks whether the carrier is alive. */
  void enquires() throws Exception;

  /** Waits for the carrier's unbind. */
  void awaitUnbind() throws Exception;

  @Override
  void close();
}
