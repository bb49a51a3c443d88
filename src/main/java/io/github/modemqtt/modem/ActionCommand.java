package io.github.modemqtt.modem;

import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.Reply;

/** A command that does something and is answered with nothing but the final result code. */
interface ActionCommand extends AtCommand<Void> {
  @Override
  @SuppressWarnings("NullAway") // Void has no other value
  default Void decode(Reply reply) {
    return null;
  }
}
