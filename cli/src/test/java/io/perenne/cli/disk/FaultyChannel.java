// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** An open file of the {@link FaultyDisk}. A write that fails has written half before. */
final class FaultyChannel extends FileChannel {
  private final Path path;
  private final FileChannel real;

  FaultyChannel(Path path, FileChannel real) {
    this.path = path;
    this.real = real;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    try {
      Faults.before("write", path);
    } catch (IOException e) {
      real.write(half(source));
      throw e;
    }
    return real.write(source);
  }

  private static ByteBuffer half(ByteBuffer source) {
    return source.slice(source.position(), source.remaining() / 2);
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    Faults.before("write", path);
    return real.write(sources, offset, length);
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    try {
      Faults.before("write", path);
    } catch (IOException e) {
      real.write(half(source), position);
      throw e;
    }
    return real.write(source, position);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    Faults.before("write", path);
    return real.transferFrom(source, position, count);
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    Faults.before("truncate", path);
    real.truncate(size);
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    Faults.before("force", path);
    real.force(metaData);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return real.read(target);
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    return real.read(targets, offset, length);
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return real.read(target, position);
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    real.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return real.size();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    return real.transferTo(position, count, target);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    return real.map(mode, position, size);
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return real.lock(position, size, shared);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return real.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
  }
}
