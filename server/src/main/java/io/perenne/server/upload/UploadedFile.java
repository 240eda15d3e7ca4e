// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.upload;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A complete file.
 *
 * @param name of the file
 * @param path where it is
 * @param size in bytes
 * @param modified when it came
 */
public record UploadedFile(String name, Path path, long size, Instant modified) {}
