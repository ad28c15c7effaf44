package org.coapsms.bench;

import java.util.concurrent.TimeUnit;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.MalformedCoap;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures reading a CoAP request, which happens once for each message on the air. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CoapMessageBenchmark {
  // | 44 CON, token of 4 | 01 GET | 1234 Message ID | token | BB Uri-Path "temperature" |
  private final Bytes request = Bytes.fromHex("44 01 1234 cafebabe bb 74656d7065726174757265");

  /** Reads the header, the token and one option. */
  @Benchmark
  public CoapMessage readsRequest() throws MalformedCoap {
    return CoapMessage.decode(request);
  }
}
