package org.coapsms.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same matrix, and nothing in it goes over SMPP: two modems of different dialects and numbers
 * on pseudo-terminals. And what only two carriers of a kind show: one takes the other's place.
 */
class TwoModemsTest extends MainJobTest {
  @Override
  World world(Path folder, Optional<InetSocketAddress> upstream) {
    return new World(World.Access.TWO_MODEMS, folder, upstream);
  }

  @Test
  void theSecondModemOfARouteTakesThePlaceOfOneThatIsPulledOut(@TempDir Path folder) {
    try (World world = world(folder, Optional.empty());
        UdpClient client = world.client()) {
      // Whoever is ready first is taken, so both must be.
      world.awaits(1, " carrier available +modem$");
      world.awaits(1, " carrier available +other$");
      get(world, client, 1);

      world.unplug(World.MODEM_NUMBER);
      world.awaits(1, " carrier unavailable +modem$");
      get(world, client, 2);

      world.plugIn(World.MODEM_NUMBER);
      world.awaits(2, " carrier available +modem$");
      get(world, client, 3);

      assertThat(world.sendersTo(World.EITHER_WAY))
          .as(world::trace)
          .containsExactly(World.MODEM_NUMBER, World.OTHER_MODEM_NUMBER, World.MODEM_NUMBER);
    }
  }

  private static void get(World world, UdpClient client, int id) {
    var request =
        World.request(CoapType.CON, CoapCode.GET, true, World.EITHER_WAY, "/test", 0x2000 + id);

    assertThat(client.answerTo(request).code()).as(world::trace).isEqualTo(CoapCode.CONTENT);
    assertThat(world.network.executions(World.EITHER_WAY, "/test", CoapCode.GET)).isEqualTo(id);
  }
}
