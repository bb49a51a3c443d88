package io.github.modemqtt.cli.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class HelpWhileTypingTest {
  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final List<LocalCommand> LOCAL =
      List.of(
          new LocalCommand("/help", "[COMMAND]", 0, 1, "Helps.", words -> {}),
          new LocalCommand("/hex", "on|off", 1, 1, "Shows bytes.", words -> {}));

  private final InlineHelp help = new InlineHelp(CATALOGUE);
  private final LineCompleter completer = new LineCompleter(CATALOGUE, () -> LOCAL);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "AT+ECMTPUB=               | > connection  0",
        "AT+ECMTPUB=0,             | > msgid  0-65535",
        "AT+ECMTPUB=0,1,1          | > qos  0-2",
        "AT+ECMTPUB=0,1,1,0,\"a,b\" | > topic  text",
        "AT+ECMTPUB=0,1,1,0,\"t\",{\"a\":1,\"b\":2} | > payload (optional)",
        "AT+ECMTCFG=\"keepalive\",0, | > seconds (optional)  0-3600",
        "at+cereg=                 | > mode  0-5",
      })
  void theParameterThatComesNowIsMarked(String typed, String marked) {
    String shown = help.of(typed);

    assertEquals(1, shown.lines().filter(line -> line.startsWith("> ")).count(), shown);
    assertTrue(shown.contains("\n" + marked), shown);
  }

  @Test
  void aNameAloneShowsItsFormsAndWhatItDoes() {
    assertEquals(
        "  AT+CSCON?  AT+CSCON=<reports>\nRadio connection: connected or idle (27.007).",
        help.of("AT+CSCON"));
  }

  @ParameterizedTest
  @CsvSource({"AT", "AT+", "AT+CEREG?", "AT+CEREG=?", "hello", "/help"})
  void thereIsNoHelpWhereNothingIsToBeSaid(String typed) {
    assertEquals("", help.of(typed));
  }

  @Test
  void namesAreCompletedAfterAtPlus() {
    assertEquals(List.of("AT+CEREG", "AT+CESQ", "AT+CEDRXS"), lines("at+ce"));
    assertTrue(lines("AT+").size() > 40);
  }

  @Test
  void theOnlyCommandIsOfferedInAllItsForms() {
    assertEquals(List.of("AT+CEREG?", "AT+CEREG="), lines("AT+CER"));
    assertEquals(List.of("AT+CSQ"), lines("AT+CSQ"));
  }

  @Test
  void settingsAreCompletedByTheirNames() {
    assertEquals(List.of("AT+ECMTCFG=\"keepalive\","), lines("AT+ECMTCFG=\"k"));
    assertEquals(10, lines("AT+ECMTCFG=").size());
  }

  @Test
  void localCommandsAndWhatTheyHelpWithAreCompleted() {
    assertEquals(List.of("/help", "/hex"), lines("/he"));
    assertEquals(List.of("/help AT+CSQ"), lines("/help AT+CSQ"));
  }

  private List<String> lines(String typed) {
    return completer.of(typed).stream().map(LineCompleter.Choice::line).toList();
  }
}
