package io.github.modemqtt.transport;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What Linux tells of processes below {@code /proc}: everybody's names, but open files only of
 * one's own, unless one is root. Elsewhere there is nothing.
 *
 * @param root the folder
 */
record ProcessFolder(Path root) {
  static final ProcessFolder OF_SYSTEM = new ProcessFolder(Path.of("/proc"));

  private static final String PROCESSES = "[0-9]*";

  /** Who has a device open, as far as this user may know; links are followed. */
  List<PortUser> users(Path device) {
    Path real = real(device);
    return matching(process -> hasOpen(process, real));
  }

  /** A ModemManager that runs, whatever it has open. */
  Optional<PortUser> modemManager() {
    return matching(process -> new PortUser(0, name(process)).isModemManager()).stream()
        .findFirst();
  }

  private List<PortUser> matching(Predicate<Path> condition) {
    List<PortUser> users = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(root, PROCESSES)) {
      for (Path process : processes) {
        if (condition.test(process)) {
          users.add(new PortUser(pid(process), name(process)));
        }
      }
    } catch (IOException | NumberFormatException e) {
      return List.of(); // no such folder, as on Windows
    }
    users.sort(Comparator.comparingLong(PortUser::pid));
    return List.copyOf(users);
  }

  private static long pid(Path process) {
    return Long.parseLong(process.getFileName().toString());
  }

  private static String name(Path process) {
    try {
      return Files.readString(process.resolve("comm")).strip();
    } catch (IOException e) {
      return "unknown"; // it has just ended
    }
  }

  private static boolean hasOpen(Path process, Path device) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        if (isLinkTo(file, device)) {
          return true;
        }
      }
    } catch (IOException e) {
      return false; // another user's, or it has just ended
    }
    return false;
  }

  private static boolean isLinkTo(Path file, Path device) {
    try {
      return Files.readSymbolicLink(file).equals(device);
    } catch (IOException e) {
      return false;
    }
  }

  private static Path real(Path device) {
    try {
      return device.toRealPath();
    } catch (IOException e) {
      return device;
    }
  }
}
