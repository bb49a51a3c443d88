package io.github.modemqtt.transport;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.modemqtt.pty.PseudoTerminal;
import org.junit.jupiter.api.BeforeAll;

/** The module's end of a pseudo-terminal, with a serial port as its peer. */
class PseudoTerminalTransportTest extends TransportContract {

  @BeforeAll
  static void needsPseudoTerminals() {
    assumeTrue(PseudoTerminal.isSupported(), "needs Linux and JNA");
  }

  @Override
  protected Line newLine() {
    PseudoTerminal terminal = PseudoTerminal.open();
    terminal.transport().open();
    SerialTransport client = new SerialTransport(terminal.slavePath().toString());
    client.open();
    return new Line(terminal.transport(), client, terminal);
  }

  @Override
  protected Transport newUnopened() {
    return PseudoTerminal.open().transport();
  }

  /** A UART does not feel that its cable is gone. */
  @Override
  protected boolean seesLoss() {
    return false;
  }

  @Override
  protected boolean writeBlocks() {
    return false;
  }
}
