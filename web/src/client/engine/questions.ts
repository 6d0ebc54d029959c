// Questions to a worker that are answered later, under their number.
import type { JsonBytes, Question, Reply } from "../../shared/protocol.ts";
import type { Seat } from "./seat.ts";

export class Questions {
  private readonly open = new Map<number, { resolve(bytes: JsonBytes): void; reject(error: Error): void }>();
  private next = 0;

  ask(seat: Seat, question: Question): Promise<JsonBytes> {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.open.set(id, { resolve, reject });
      seat.tell({ type: "ask", id, question });
    });
  }

  answered(reply: Extract<Reply, { type: "answer" }>): void {
    const question = this.open.get(reply.id);
    this.open.delete(reply.id);
    if (reply.bytes !== null) question?.resolve(reply.bytes);
    else question?.reject(new Error(reply.error ?? "no answer"));
  }

  rejectAll(why: string): void {
    for (const { reject } of this.open.values()) reject(new Error(why));
    this.open.clear();
  }
}
