package io.github.modemqtt.cli.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class MaskingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "AT+ECMTCONN=0,\"id\",\"bob\",\"hidden1\" | AT+ECMTCONN=0,\"id\",\"bob\",\"*******\"",
        "AT+ECMTCONN=0,\"id\",\"bob\",\"hi      | AT+ECMTCONN=0,\"id\",\"bob\",\"**",
        "AT+ECMTCONN=0,\"id\",\"same99\",\"same99\"| AT+ECMTCONN=0,\"id\",\"******\",\"******\"",
        "at+cpin=\"1234\"                      | at+cpin=\"****\"",
        "AT+CPIN=1234                        | AT+CPIN=****",
        "/connect id bob hidden1             | /connect id bob *******",
        "AT+ECMTCFG=\"ssl\",\"psk\",\"00ff00\",\"me\" | AT+ECMTCFG=\"ssl\",\"psk\",\"******\",\"me\"",
      })
  void everySecretCharacterIsAStar(String line, String shown) {
    assertEquals(shown, Masking.mask(line));
    assertEquals(line.length(), shown.length());
    assertTrue(Masking.hasSecret(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT+CSQ",
        "",
        "AT+ECMTPUB=0,0,0,0,\"t\",\"{\"a\":\\{x:3}}\"",
        "AT+ECMTPUB=0,0,0,0,\"t\",\"gr\u00FC\u00DFe\"",
        "AT+ECMTCONN=0,\"id\"",
        "/connect id bob",
        "/publish t hello",
      })
  void whatIsNotSecretIsShownAsItIs(String line) {
    assertEquals(line, Masking.mask(line));
    assertFalse(Masking.hasSecret(line));
  }

  @Test
  void aSecretOfOtherThanAsciiIsNotShownEither() {
    String masked = Masking.mask("AT+ECMTCONN=0,\"id\",\"bob\",\"gehe\u00EFm\u00DF\"");

    assertFalse(masked.contains("gehe"), masked);
    assertFalse(masked.contains("\u00DF"), masked);
  }

  @Test
  void theHistoryForgetsLinesWithSecretsAndWhatIsEnteredWhilePaused() {
    DiscreetHistory history = new DiscreetHistory();

    history.add(Instant.EPOCH, "AT+CSQ");
    history.add(Instant.EPOCH, "AT+CPIN=\"1234\"");
    history.add(Instant.EPOCH, "/connect id bob hidden1");
    history.pause(true);
    history.add(Instant.EPOCH, "payload");
    history.pause(false);
    history.add(Instant.EPOCH, "/connect id bob");

    assertEquals(2, history.size());
    assertEquals("AT+CSQ", history.get(0));
    assertEquals("/connect id bob", history.get(1));
  }

  @Test
  void theHistoryIsInTheStateFolderOfTheUser() {
    Path home = Path.of("/users/someone");

    assertEquals(
        Path.of("/state/modemqtt/term_history"),
        HistoryFile.of(Map.of("XDG_STATE_HOME", "/state"), home));
    assertEquals(
        Path.of("/users/someone/.local/state/modemqtt/term_history"),
        HistoryFile.of(Map.of(), home));
    assertEquals(
        Path.of("/users/someone/.local/state/modemqtt/term_history"),
        HistoryFile.of(Map.of("XDG_STATE_HOME", "relative"), home));
  }
}
