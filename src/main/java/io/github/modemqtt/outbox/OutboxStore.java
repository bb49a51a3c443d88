package io.github.modemqtt.outbox;

import java.util.List;

/**
 * Keeps the messages of one client's outbox beyond the life of the program.
 *
 * <p>The outbox itself is in memory and bounded; a store is written through to. One client uses a
 * store at a time. {@link SqliteOutboxStore} is one on disk.
 *
 * <p><b>Threads.</b> Methods may be called from any thread; {@link #put} may take the time of a
 * disk access, {@link #remove} must not, since it is called where acknowledgements arrive.
 */
public interface OutboxStore extends AutoCloseable {

  /**
   * What an earlier program left.
   *
   * @return the messages by their sequence, lowest first
   * @throws OutboxStoreException if the store cannot be read
   */
  List<StoredPublish> load();

  /**
   * Keeps a message; it survives a crash and a loss of power once this returns.
   *
   * @param entry the message
   * @throws OutboxStoreException if it cannot be kept, as when the disk is full; the message is
   *     then not in the store
   */
  void put(StoredPublish entry);

  /**
   * Forgets a message that is acknowledged, expired or refused.
   *
   * <p>May become durable later: after a crash the message is then published once more.
   *
   * @param sequence its number
   * @throws OutboxStoreException if the store cannot be written
   */
  void remove(long sequence);

  /** Closes the store, and makes everything durable; does nothing the second time. */
  @Override
  void close();
}
