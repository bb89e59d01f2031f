// The same endpoint in Express with the official Node client: a token is checked, a key minted and handed on.
import express from "express";
import OpenAI from "openai";

const client = new OpenAI();
const known = `Bearer ${process.env.BENCH_TOKEN}`;
const app = express();
app.use(express.json());
app.post("/v1/realtime/client_secrets", async (request, response) => {
  if (request.get("authorization") !== known) return response.status(401).end();
  response.json(await client.realtime.clientSecrets.create(request.body));
});
app.listen(Number(process.argv[2]), "127.0.0.1");
