package io.github.modemqtt.session;

/** A handler that gets all messages of a client. */
public interface HandlerRegistration extends AutoCloseable {

  /** Takes the handler away; does nothing the second time. Messages that wait still reach it. */
  @Override
  void close();
}
