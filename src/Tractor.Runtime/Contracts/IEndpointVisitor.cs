namespace Tractor.CompilerServices;

/// <summary>Gets at the type arguments of a descriptor.</summary>
internal interface IEndpointVisitor<TOut>
{
    TOut Visit<TArguments, TResult>(CallEndpoint<TArguments, TResult> endpoint);

    TOut Visit<TArguments, TStarted, TIn, TSent, TResult>(DialogEndpoint<TArguments, TStarted, TIn, TSent, TResult> endpoint);

    TOut Visit<TArguments, TItem>(StreamEndpoint<TArguments, TItem> endpoint);
}
