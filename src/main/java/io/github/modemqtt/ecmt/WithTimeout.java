package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.DeferredCommand;
import io.github.modemqtt.at.PromptData;
import io.github.modemqtt.at.UrcType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A command whose result may take another time than its default. */
record WithTimeout<T>(DeferredCommand<T> command, Duration resultTimeout)
    implements DeferredCommand<T> {

  @Override
  public CommandLine line() {
    return command.line();
  }

  @Override
  public Duration timeout() {
    return command.timeout();
  }

  @Override
  public @Nullable PromptData promptData() {
    return command.promptData();
  }

  @Override
  public UrcType<T> resultType() {
    return command.resultType();
  }

  @Override
  public boolean isResult(T urc) {
    return command.isResult(urc);
  }
}
