// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.frame;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** A request of a {@link DirectRoute}, and its answer, which any thread may give, once. */
public final class DirectRequest {
  private static final HttpField JSON = new HttpField(HttpHeader.CONTENT_TYPE, "application/json");

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final String path;

  /**
   * Takes a request.
   *
   * @param path without the base
   */
  public DirectRequest(Request request, Response response, Callback callback, String path) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.path = path;
  }

  /** Returns the path without the base. */
  public String path() {
    return path;
  }

  /** Returns a header; null if there is none. */
  public @Nullable String header(String name) {
    return request.getHeaders().get(name);
  }

  /** Returns a parameter of the query. */
  public Optional<String> query(String name) {
    if (request.getHttpURI().getQuery() == null) {
      return Optional.empty();
    }
    Fields all = Request.extractQueryParameters(request);
    return Optional.ofNullable(all.getValue(name));
  }

  /** Returns how long the body is, in bytes; negative if nobody said. */
  public long length() {
    return request.getLength();
  }

  /**
   * Reads what is there of the body, and waits for nobody.
   *
   * @param into where it is put
   * @param most more is not read
   * @return whether that was the end of it
   * @throws IOException if it was cut off
   */
  public boolean readArrived(ByteArrayOutputStream into, int most) throws IOException {
    while (into.size() <= most) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        return false;
      }
      if (Content.Chunk.isFailure(chunk)) {
        throw new IOException(chunk.getFailure());
      }
      ByteBuffer bytes = chunk.getByteBuffer();
      byte[] some = new byte[bytes.remaining()];
      bytes.get(some);
      into.write(some, 0, some.length);
      chunk.release();
      if (chunk.isLast()) {
        return true;
      }
    }
    return false;
  }

  /** Returns what is left of the body. Reading waits for whoever sends it. */
  public InputStream body() {
    return Request.asInputStream(request);
  }

  /** Adds a header to the answer. */
  public void answerHeader(String name, String value) {
    response.getHeaders().put(name, value);
  }

  /** Answers with JSON. */
  public void answer(int status, byte[] json) {
    response.setStatus(status);
    response.getHeaders().put(JSON);
    response.write(true, ByteBuffer.wrap(json), callback);
  }
}
