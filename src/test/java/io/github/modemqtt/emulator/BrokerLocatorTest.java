package io.github.modemqtt.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.modemqtt.emulator.model.BrokerLocator;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the hosts of an OPEN really are. */
@Timeout(60)
class BrokerLocatorTest {
  private static final InetSocketAddress ONE = new InetSocketAddress("127.0.0.1", 11883);
  private static final InetSocketAddress TWO = new InetSocketAddress("127.0.0.1", 21883);

  @Test
  void oneBrokerCanStandForAll() throws IOException {
    assertEquals(ONE, BrokerLocator.always(ONE).locate("any.example", 1));
  }

  @Test
  void aTableSendsHostsAndPortsToTheirBrokers() throws IOException {
    Map<String, InetSocketAddress> table =
        new HashMap<>(Map.of("a.example", ONE, "a.example:8883", TWO, "192.0.2.1:1883", TWO));
    BrokerLocator locator = BrokerLocator.mapped(table, BrokerLocator.nowhere());
    table.clear();
    assertEquals(ONE, locator.locate("a.example", 1883));
    assertEquals(TWO, locator.locate("a.example", 8883));
    assertEquals(ONE, locator.locate("A.Example", 1883));
    assertEquals(TWO, locator.locate("192.0.2.1", 1883));
    assertThrows(UnknownHostException.class, () -> locator.locate("192.0.2.1", 1884));
  }

  @Test
  void whatIsNotInTheTableIsFoundOtherwise() throws IOException {
    BrokerLocator locator = BrokerLocator.mapped(Map.of("a", ONE), BrokerLocator.always(TWO));
    assertEquals(TWO, locator.locate("b", 1883));
  }

  @Test
  void theNameServiceGivesIpv4Addresses() throws IOException {
    InetSocketAddress found = BrokerLocator.nameService().locate("localhost", 1883);
    assertInstanceOf(Inet4Address.class, found.getAddress());
    assertFalse(found.isUnresolved());
    assertEquals(1883, found.getPort());
    assertThrows(UnknownHostException.class, () -> BrokerLocator.nameService().locate("::1", 1883));
  }

  @Test
  void hostsCanBeMissingOrRefuseOrStaySilent() {
    assertThrows(UnknownHostException.class, () -> BrokerLocator.nowhere().locate("h", 1));
    assertThrows(ConnectException.class, () -> BrokerLocator.refusing().locate("h", 1));
    assertThrows(SocketTimeoutException.class, () -> BrokerLocator.unreachable().locate("h", 1));
  }
}
