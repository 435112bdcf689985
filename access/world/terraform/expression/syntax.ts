/** A Terraform expression, as far as this reader knows the language; anything else is `unreadable`. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** Parts that are joined to one text. */
  | { readonly kind: 'template'; readonly parts: readonly Expression[] }
  /** `aws_s3_bucket.data.arn`, `local.names[0]`: a root and what follows it. */
  | {
      readonly kind: 'reference';
      readonly root: string;
      readonly keys: readonly Expression[];
      readonly source: string;
    }
  /** Attributes and elements of anything that is no reference: `jsondecode(…).name`. */
  | {
      readonly kind: 'member';
      readonly of: Expression;
      readonly keys: readonly Expression[];
      readonly source: string;
    }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly arguments: readonly Expression[];
      readonly source: string;
    }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | {
      readonly kind: 'conditional';
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
      readonly source: string;
    }
  | {
      readonly kind: 'operation';
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
      readonly source: string;
    }
  | { readonly kind: 'not'; readonly of: Expression; readonly source: string }
  | { readonly kind: 'unreadable'; readonly source: string };

export type Operator = '||' | '&&' | '==' | '!=';
