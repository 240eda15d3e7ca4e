// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may read what is created.
 *
 * <p>A home holds personal data, so that its files and folders are created for their owner only. A
 * home whose folder has the set-group-ID bit ({@code chmod g+s}) is shared: what is created in it
 * gives the group the permissions that the folder it is created in gives it. On systems without
 * POSIX permissions neither changes anything.
 */
public enum Access {
  /** The owner, and the group of a shared home. */
  OWNER {
    @Override
    FileAttribute<?>[] attributes(Path folder, Set<PosixFilePermission> most) throws IOException {
      return isPosix(folder)
          ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(granted(folder, most))}
          : new FileAttribute<?>[0];
    }
  },

  /** Whomever the umask of the process allows. */
  USUAL {
    @Override
    FileAttribute<?>[] attributes(Path folder, Set<PosixFilePermission> most) {
      return new FileAttribute<?>[0];
    }
  };

  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-rw----");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwxrwx---");
  private static final int SET_GROUP_ID = 02000;

  abstract FileAttribute<?>[] attributes(Path folder, Set<PosixFilePermission> most)
      throws IOException;

  /** Returns the attributes of a file that is created in a folder. */
  public FileAttribute<?>[] ofFileIn(Path folder) throws IOException {
    return attributes(folder, FILE);
  }

  /** Creates a folder of a home and the missing ones above it. */
  public static void createFolders(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath();
    if (Files.isDirectory(absolute)) {
      return;
    }
    @Nullable Path parent = absolute.getParent();
    if (parent == null) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    createFolders(parent);
    try {
      Files.createDirectory(absolute, OWNER.attributes(parent, FOLDER));
      if (isShared(parent)) {
        // the mask of the process does not take away from the group what the home gives it
        Files.setAttribute(absolute, "unix:mode", mode(parent) & 07770);
      }
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(absolute)) {
        throw e;
      }
    }
  }

  /** Takes the permissions of a file of a home from everybody but those who may have them. */
  public static void restrict(Path file) throws IOException {
    Path folder = file.toAbsolutePath().resolveSibling("");
    if (isPosix(folder)) {
      Files.setPosixFilePermissions(file, granted(folder, FILE));
    }
  }

  private static Set<PosixFilePermission> granted(Path folder, Set<PosixFilePermission> most)
      throws IOException {
    Set<PosixFilePermission> granted = EnumSet.copyOf(most);
    if (isShared(folder)) {
      Set<PosixFilePermission> ofFolder = Files.getPosixFilePermissions(folder);
      granted.removeIf(each -> each.name().startsWith("GROUP") && !ofFolder.contains(each));
    } else {
      granted.removeIf(each -> each.name().startsWith("GROUP"));
    }
    return granted;
  }

  private static boolean isShared(Path folder) throws IOException {
    return (mode(folder) & SET_GROUP_ID) != 0;
  }

  private static int mode(Path folder) throws IOException {
    return folder.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? (int) Files.getAttribute(folder, "unix:mode")
        : 0;
  }

  private static boolean isPosix(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
