package io.github.modemqtt.outbox;

import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.ReleaseAssistance;
import io.github.modemqtt.mqtt.TopicName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SQLite database of an outbox: one table, and the settings that make a commit durable. Not
 * thread-safe.
 *
 * <p>A write-ahead log with {@code synchronous=FULL} is synchronized once a commit, before the
 * commit returns, and its checksums tell a torn write from a whole one; a rollback journal takes
 * three or four synchronizations, and one of a directory, for the same promise.
 */
final class OutboxDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxDatabase.class);
  private static final String DRIVER = "org.sqlite.JDBC";
  private static final int VERSION = 1;

  /** In the order in which they have to be set. */
  private static final List<String> SETTINGS =
      List.of(
          "journal_mode=WAL",
          "synchronous=FULL",
          "fullfsync=ON", // macOS: fsync alone leaves the data in the disk's cache
          "wal_autocheckpoint=256"); // pages: the log stays at about 1 MiB

  private static final String INSERT =
      "INSERT OR REPLACE INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String DELETE = "DELETE FROM message WHERE sequence = ?";

  private static final String SCHEMA =
      """
      CREATE TABLE message (
        sequence INTEGER PRIMARY KEY,
        topic TEXT NOT NULL,
        payload BLOB NOT NULL,
        qos INTEGER NOT NULL,
        retain INTEGER NOT NULL,
        release_assistance INTEGER NOT NULL,
        priority INTEGER NOT NULL,
        expiry_millis INTEGER NOT NULL
      ) STRICT""";

  private final Connection connection;
  private final Statement statement;

  private OutboxDatabase(Connection connection, String name) throws SQLException {
    this.connection = connection;
    statement = connection.createStatement();
    prepare(name);
  }

  /**
   * Opens a file, which may be empty, and locks it.
   *
   * @throws OutboxStoreException if it is of a version that is not known, or there is no driver
   */
  static OutboxDatabase open(String name, Path file) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("busy_timeout", "0"); // who has it locked keeps it locked
    // As a URI, no character in the name of a directory means anything to the driver.
    Connection connection = driver().connect("jdbc:sqlite:" + file.toUri(), settings);
    try {
      return new OutboxDatabase(connection, name);
    } catch (SQLException | RuntimeException e) {
      close(connection);
      throw e;
    }
  }

  /** By its name, so that this library can be used without it. */
  private static Driver driver() {
    try {
      return (Driver) Class.forName(DRIVER).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw OutboxFailures.noDriver(e);
    }
  }

  private void prepare(String name) throws SQLException {
    statement.execute("PRAGMA locking_mode=EXCLUSIVE");
    int version = Integer.parseInt(pragma("user_version"));
    boolean fresh = version == 0 && isEmpty();
    if (version != VERSION && !fresh) {
      throw OutboxFailures.unknownVersion(name, version, VERSION);
    }
    String check = pragma("quick_check(1)");
    if (!check.equals("ok")) {
      throw corrupt(check, null);
    }
    for (String setting : SETTINGS) {
      statement.execute("PRAGMA " + setting);
    }
    transaction( // also tells whether the file can be written
        () -> {
          if (fresh) {
            statement.execute(SCHEMA);
            statement.execute("PRAGMA user_version=" + VERSION);
          }
        });
  }

  private boolean isEmpty() throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT count(*) FROM sqlite_schema")) {
      return row.getInt(1) == 0;
    }
  }

  /** The value of a setting, or what a check found. */
  String pragma(String name) throws SQLException {
    try (ResultSet row = statement.executeQuery("PRAGMA " + name)) {
      return row.getString(1);
    }
  }

  /** Everything that is kept, lowest sequence first. */
  List<StoredPublish> read() throws SQLException {
    List<StoredPublish> entries = new ArrayList<>();
    try (ResultSet row = statement.executeQuery("SELECT * FROM message ORDER BY sequence")) {
      while (row.next()) {
        entries.add(entry(row));
      }
    }
    return entries;
  }

  private static StoredPublish entry(ResultSet row) throws SQLException {
    try {
      OutgoingMessage message =
          OutgoingMessage.of(
                  TopicName.of(row.getString(2)), row.getBytes(3), Qos.ofLevel(row.getInt(4)))
              .withRetain(row.getBoolean(5))
              .withReleaseAssistance(ReleaseAssistance.values()[row.getInt(6)]);
      Instant expiry = Instant.ofEpochMilli(row.getLong(8));
      return new StoredPublish(row.getLong(1), message, row.getInt(7), expiry);
    } catch (RuntimeException e) { // whatever the types of the fields say to their values
      throw corrupt("message " + row.getLong(1) + ": " + e.getMessage(), e);
    }
  }

  private static SQLException corrupt(String what, @Nullable Throwable cause) {
    return new SQLException(what, null, OutboxFailures.CORRUPT, cause);
  }

  /** Removes and adds in one transaction, which is on the disk when this returns. */
  void write(Collection<Long> removed, Collection<StoredPublish> added) throws SQLException {
    transaction(
        () -> {
          // Not kept for the next time: the driver closes a statement that fails.
          try (PreparedStatement delete = connection.prepareStatement(DELETE);
              PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (long sequence : removed) {
              delete.setLong(1, sequence);
              delete.executeUpdate();
            }
            for (StoredPublish entry : added) {
              fill(insert, entry);
              insert.executeUpdate();
            }
          }
        });
  }

  private static void fill(PreparedStatement insert, StoredPublish entry) throws SQLException {
    OutgoingMessage message = entry.message();
    insert.setLong(1, entry.sequence());
    insert.setString(2, message.topic().value());
    insert.setBytes(3, message.payload());
    insert.setInt(4, message.qos().level());
    insert.setBoolean(5, message.retain());
    insert.setInt(6, message.releaseAssistance().ordinal());
    insert.setInt(7, entry.priority());
    insert.setLong(8, millis(entry.expiry()));
  }

  private static long millis(Instant expiry) {
    try {
      return expiry.toEpochMilli();
    } catch (ArithmeticException e) {
      return expiry.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  private interface Work {
    void run() throws SQLException;
  }

  /** Not by way of JDBC, whose rollback fails where SQLite has rolled back already. */
  private void transaction(Work work) throws SQLException {
    statement.execute("BEGIN IMMEDIATE");
    try {
      work.run();
      statement.execute("COMMIT");
    } catch (SQLException | RuntimeException | Error e) {
      try {
        statement.execute("ROLLBACK");
      } catch (SQLException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  @Override
  public void close() {
    close(connection);
  }

  /** All that was committed is there whether this works or not. */
  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.warn("The database of an outbox was not closed cleanly: {}", e.toString());
    }
  }
}
