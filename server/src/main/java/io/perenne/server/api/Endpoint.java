// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import java.io.IOException;

/** Answers requests of one method and path. */
interface Endpoint {
  Answer answer(Call call) throws IOException;
}
