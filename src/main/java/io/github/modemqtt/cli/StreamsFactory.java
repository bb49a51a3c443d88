package io.github.modemqtt.cli;

import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands with their streams, so that a test can give them others. */
final class StreamsFactory implements IFactory {
  private final Streams streams;
  private final IFactory others = CommandLine.defaultFactory();

  StreamsFactory(Streams streams) {
    this.streams = streams;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (constructor.getParameterCount() == 1
          && constructor.getParameterTypes()[0] == Streams.class) {
        return type.cast(constructor.newInstance(streams));
      }
    }
    return others.create(type);
  }
}
