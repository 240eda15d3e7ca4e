// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
//
// What every library is told to send, and how each tells the test what came of it.

/** Where to, with which key, of whom, and the id of the order. */
export const [server, key, user, order] = process.argv.slice(2);

/** Whom the calls are about. */
export const traits = { email: `${user}@shop.example`, firstName: 'Ana', plan: 'gold' };

/** What they looked at. */
export const viewed = { product_id: '85123A', name: 'Heart T-light holder' };

/** What they bought. */
export const bought = {
  order_id: order,
  revenue: 59.97,
  tax: 12.59,
  shipping: 4.9,
  total: 77.46,
  currency: 'EUR',
  products: [{ product_id: '85123A', name: 'Heart T-light holder', price: 19.99, quantity: 3 }],
};

/** Prints a line for each call: its name, and what the library says is wrong with it, if anything. */
export function tell(call, error) {
  console.log(JSON.stringify({ call, error: error ? String(error.message ?? error) : '' }));
}
