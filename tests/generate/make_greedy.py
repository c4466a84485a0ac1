"""Expected greedy answers: what transformers' `generate` writes, with and without its KV cache.

    pip install torch transformers safetensors
    python make_greedy.py [FOLDER OF SmolLM2-135M-Instruct]

Writes `tiny/` (a small Llama with random weights in float16, the tokenizer of `tests/chat` and a
ChatML template) and `greedy.json`: for each model its prompts as ids, the ids that follow, the ten
largest logits behind the prompt, and the same with a repetition penalty. All in float32; ids with
and without cache must be the same here, or a prompt is no use as a judge.
"""

import json
import pathlib
import shutil
import sys

import torch
import transformers

HERE = pathlib.Path(__file__).parent
CHAT = HERE / "../chat"
QUESTIONS = [
    "What is the capital of France?",
    "Write two sentences about the sea.",
    "Erkläre kurz, was ein Fahrrad ist.",
    "List three colours, one per line.",
    "My parcel has not arrived. What should I do?",
]


def tiny():
    folder = HERE / "tiny"
    torch.manual_seed(11)
    config = transformers.LlamaConfig(
        vocab_size=720, hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, max_position_embeddings=128, rms_norm_eps=1e-5, rope_theta=1000.0,
        tie_word_embeddings=True, bos_token_id=3, eos_token_id=4, pad_token_id=4)
    model = transformers.LlamaForCausalLM(config)
    for name, weight in model.named_parameters():
        # Wide enough that the next token is clear, and that texts do not run in a circle at once.
        std = 0.25 if "norm" in name else 0.35
        weight.data = ((1.0 if "norm" in name else 0.0) + std * torch.randn_like(weight)).half()
    model.half().save_pretrained(folder)
    shutil.copy(CHAT / "tokenizer.json", folder / "tokenizer.json")
    template = (CHAT / "templates/chatml.jinja").read_text()
    (folder / "chat_template.jinja").write_text(template)
    (folder / "tokenizer_config.json").write_text(
        json.dumps(dict(bos_token="<|im_start|>", eos_token="<|im_end|>")) + "\n")
    return folder


def expect(folder, new_tokens):
    tokenizer = transformers.PreTrainedTokenizerFast.from_pretrained(folder)
    model = transformers.LlamaForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
    done = []
    for question in QUESTIONS:
        turns = [{"role": "user", "content": question}]
        ids = tokenizer.apply_chat_template(turns, add_generation_prompt=True, return_dict=False)
        prompt = torch.tensor([ids])
        write = lambda **more: model.generate(
            prompt, attention_mask=torch.ones_like(prompt), max_new_tokens=new_tokens, do_sample=False, **more)[0, len(ids):].tolist()
        with torch.no_grad():
            cached, plain = write(use_cache=True), write(use_cache=False)
            assert cached == plain, question
            top = model(prompt).logits[0, -1].topk(10)
            done.append(dict(
                question=question, prompt=ids, answer=cached, text=tokenizer.decode(cached, skip_special_tokens=True),
                top=[[i, round(v, 5)] for i, v in zip(top.indices.tolist(), top.values.tolist())],
                penalised=write(use_cache=True, repetition_penalty=1.3)))
        print(repr(done[-1]["text"]))
    return done


def main():
    made = dict(transformers=transformers.__version__, torch=torch.__version__, tiny=expect(tiny(), 40))
    if len(sys.argv) > 1:
        made["smollm2"] = expect(pathlib.Path(sys.argv[1]), 48)
    (HERE / "greedy.json").write_text(json.dumps(made, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
